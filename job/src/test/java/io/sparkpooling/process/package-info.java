/** The packed jar and the scripts, as users have them: real processes, exit codes, kills. Run after packaging. */
package io.sparkpooling.process;
