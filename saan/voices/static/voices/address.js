// Takes a receipt code out of the address bar and the history, once the page has come.
if (new URLSearchParams(location.search).has("code")) history.replaceState(null, "", location.pathname);
