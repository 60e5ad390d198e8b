using System.Diagnostics;
using System.Reflection;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace FocusSuite.TestSupport.Hosting;

/// <summary>Catches the host that a Program builds, by the diagnostic events that .NET raises for this purpose.</summary>
internal sealed class HostWatch : IObserver<DiagnosticListener>, IObserver<KeyValuePair<string, object?>>, IDisposable
{
    // The events are raised in the whole process; only those of the Program that this watch runs are its own.
    private static readonly AsyncLocal<HostWatch?> Current = new();

    private readonly TaskCompletionSource<IHost> _built = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly List<IDisposable> _subscriptions = [];
    private readonly Action<IServiceCollection> _configure;

    public HostWatch(Action<IServiceCollection> configure)
    {
        _configure = configure;
        _subscriptions.Add(DiagnosticListener.AllListeners.Subscribe(this));
    }

    public Task<IHost> Built => _built.Task;

    public Task Run(MethodInfo entryPoint, string[] arguments)
    {
        var program = Task.Factory.StartNew(
            () =>
            {
                Current.Value = this;
                try
                {
                    // An asynchronous Main has a synchronous entry point that blocks: hence a thread of its own.
                    entryPoint.Invoke(null, entryPoint.GetParameters().Length == 0 ? [] : [arguments]);
                    _built.TrySetException(new InvalidOperationException("The Program ended without a host."));
                }
                catch (TargetInvocationException exception)
                {
                    _built.TrySetException(exception.InnerException!);
                    System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(exception.InnerException!);
                }
            },
            CancellationToken.None,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default);
        return program;
    }

    public void OnNext(DiagnosticListener value)
    {
        if (value.Name == "Microsoft.Extensions.Hosting")
        {
            _subscriptions.Add(value.Subscribe(this));
        }
    }

    public void OnNext(KeyValuePair<string, object?> value)
    {
        if (Current.Value != this)
        {
            return;
        }

        if (value.Key == "HostBuilding")
        {
            ((IHostBuilder)value.Value!).ConfigureServices(_configure);
        }
        else if (value.Key == "HostBuilt")
        {
            _built.TrySetResult((IHost)value.Value!);
        }
    }

    public void OnCompleted()
    {
    }

    public void OnError(Exception error)
    {
    }

    public void Dispose() => _subscriptions.ForEach(subscription => subscription.Dispose());
}
