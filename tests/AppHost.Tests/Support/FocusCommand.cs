using System.Diagnostics;
using System.Text;

namespace FocusSuite.AppHost.Tests.Support;

/// <summary>Runs the programs behind ./focus as it does, on a root folder of its own.</summary>
internal sealed class FocusCommand(string root)
{
    private static readonly TimeSpan CommandTimeout = TimeSpan.FromMinutes(8);

    public IDictionary<string, string> Environment { get; } = new Dictionary<string, string>();

    public async Task<Answer> RunAsync(params string[] arguments)
    {
        using var running = Start(arguments);
        return await running.EndAsync();
    }

    public Running Start(params string[] arguments)
    {
        var isUp = arguments[0] == "up";
        var name = isUp ? "FocusSuite.AppHost" : "FocusSuite.Focus";
        var own = new DirectoryInfo(AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar));
        var program = Path.Combine(own.Parent!.Parent!.FullName, name, own.Name, name + ".dll");
        var start = new ProcessStartInfo(
            "dotnet", isUp ? [program, "--folder", Path.Combine(root, ".focus"), .. arguments[1..]] : [program, .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = root,
        };
        start.Environment["FOCUS_ROOT"] = root;
        foreach (var (key, value) in Environment)
        {
            start.Environment[key] = value;
        }

        return new Running(Process.Start(start)!);
    }

    internal sealed record Answer(int ExitCode, string Output);

    internal sealed class Running : IDisposable
    {
        private readonly Process _process;
        private readonly StringBuilder _output = new();
        private readonly List<(string Text, TaskCompletionSource Seen)> _awaited = [];

        public Running(Process process)
        {
            _process = process;
            process.OutputDataReceived += (_, line) => Take(line.Data);
            process.ErrorDataReceived += (_, line) => Take(line.Data);
            process.BeginOutputReadLine();
            process.BeginErrorReadLine();
        }

        public int Id => _process.Id;

        /// <summary>All that was written until now.</summary>
        public string Output
        {
            get
            {
                lock (_output)
                {
                    return _output.ToString();
                }
            }
        }

        public async Task<Answer> EndAsync()
        {
            using var bounded = new CancellationTokenSource(CommandTimeout);
            await _process.WaitForExitAsync(bounded.Token);
            lock (_output)
            {
                return new Answer(_process.ExitCode, _output.ToString());
            }
        }

        /// <summary>
        /// Returns when a line with this text was written; fails with all that was written when the program ends without it.
        /// </summary>
        public async Task SeesAsync(string text)
        {
            var seen = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            lock (_output)
            {
                if (_output.ToString().Contains(text, StringComparison.Ordinal))
                {
                    return;
                }

                _awaited.Add((text, seen));
            }

            var ended = EndAsync();
            if (await Task.WhenAny(seen.Task, ended) == ended)
            {
                throw new InvalidOperationException($"It ended without '{text}': {(await ended).Output}");
            }
        }

        public void Dispose()
        {
            if (!_process.HasExited)
            {
                _process.Kill();
            }

            _process.Dispose();
        }

        private void Take(string? line)
        {
            if (line is null)
            {
                return;
            }

            lock (_output)
            {
                _output.AppendLine(line);
                foreach (var (_, seen) in _awaited.Where(awaited => line.Contains(awaited.Text, StringComparison.Ordinal)))
                {
                    seen.TrySetResult();
                }
            }
        }
    }
}
