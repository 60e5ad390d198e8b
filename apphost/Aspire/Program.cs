using FocusSuite.AppHost.Aspire;

await AspireHost.RunAsync(args).ConfigureAwait(false);
