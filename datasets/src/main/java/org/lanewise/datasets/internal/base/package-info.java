/** What all formats share: files that are looked at before they are opened, labels that become classes, the checks of a set. */
package org.lanewise.datasets.internal.base;
