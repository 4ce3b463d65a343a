rdbtool --version && aoftool --version
