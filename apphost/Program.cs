using FocusSuite.AppHost.Commands;

return await CommandLine.RunAsync(args).ConfigureAwait(false);
