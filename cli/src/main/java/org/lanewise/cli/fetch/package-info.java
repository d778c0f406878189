/** Downloads an archive and unpacks it, trusting neither the network nor the archive. */
package org.lanewise.cli.fetch;
