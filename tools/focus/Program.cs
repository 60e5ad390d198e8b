using FocusSuite.Focus.Commands;

return await CommandLine.RunAsync(args);
