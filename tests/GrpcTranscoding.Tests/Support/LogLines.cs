using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace GrpcTranscoding.Tests.Support;

/// <summary>Keeps what was logged.</summary>
internal sealed class LogLines : ILoggerProvider
{
    public ConcurrentQueue<(LogLevel Level, int Id, string Text)> All { get; } = new();

    public ILogger CreateLogger(string categoryName) => new Category(categoryName, All);

    public void Dispose()
    {
    }

    private sealed class Category(string name, ConcurrentQueue<(LogLevel Level, int Id, string Text)> all) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => name.StartsWith("GrpcTranscoding", StringComparison.Ordinal);

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (IsEnabled(logLevel))
            {
                all.Enqueue((logLevel, eventId.Id, formatter(state, exception)));
            }
        }
    }
}
