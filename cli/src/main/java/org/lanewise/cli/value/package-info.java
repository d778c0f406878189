/** What the values of options may be: looked at before any work, whatever command they belong to. */
package org.lanewise.cli.value;
