using FocusSuite.Messaging.Pipeline;
using FocusSuite.Protocol;
using FocusSuite.Protocol.Access;
using FocusSuite.Protocol.Effects;
using FocusSuite.Protocol.Errors;
using FocusSuite.Protocol.Idempotency;
using Google.Protobuf;
using Grpc.Core;
using Grpc.Core.Interceptors;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace FocusSuite.ServiceDefaults.Idempotency;

/// <summary>
/// The same key, caller and body within 24 hours gives the same answer and acts once; the same key for anything else, in whichever service,
/// is refused. The effect itself carries the key too
/// (<see cref="RequestKeys.RequestKey"/>), so that a crash between the effect and the record of its answer is no second effect.
/// </summary>
internal sealed class IdempotencyInterceptor(IServiceProvider services, ILogger<IdempotencyInterceptor> logger) : Interceptor
{
    // Another request with the key is at work, or its process died: its claim is then free after the store's lease.
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(40);

    private readonly IIdempotencyStore? _store = services.GetService<IIdempotencyStore>();
    private readonly IRequestKeySpace? _space = services.GetService<IRequestKeySpace>();

    public override async Task<TResponse> UnaryServerHandler<TRequest, TResponse>(
        TRequest request, ServerCallContext context, UnaryServerMethod<TRequest, TResponse> continuation)
    {
        if (!MethodCatalog.All.TryGetValue(context.Method, out var method) || !MethodCatalog.TakesRequestKey(method)
            || context.TakeRequestKey((IMessage)request) is not { } key || _store is null || context.Caller().UserId is not { } userId)
        {
            // Of an anonymous caller no answer is kept: it may hold tokens, and nobody could tell to whom they may be given again.
            return await continuation(request, context);
        }

        var fingerprint = context.TakeRequestFingerprint((IMessage)request);
        while (await _store.ClaimAsync(userId, key, fingerprint, context.CancellationToken) is { } record)
        {
            if (record.Fingerprint != fingerprint)
            {
                throw new ApiException(ErrorCodes.IdempotencyKeyReused);
            }

            if (record.Answer is { } answer)
            {
                return (TResponse)await ReplayAsync(answer, method.OutputType.Parser, context);
            }

            await Task.Delay(Pause, context.CancellationToken);
        }

        return await ActAsync(userId, key, fingerprint, request, context, continuation);
    }

    // A key stands for one message. Of a stream there is more than one, or none before it has ended, so that a key says nothing about it.
    public override Task<TResponse> ClientStreamingServerHandler<TRequest, TResponse>(
        IAsyncStreamReader<TRequest> requestStream,
        ServerCallContext context,
        ClientStreamingServerMethod<TRequest, TResponse> continuation) =>
        continuation(requestStream, context);

    public override Task ServerStreamingServerHandler<TRequest, TResponse>(
        TRequest request,
        IServerStreamWriter<TResponse> responseStream,
        ServerCallContext context,
        ServerStreamingServerMethod<TRequest, TResponse> continuation) =>
        continuation(request, responseStream, context);

    public override Task DuplexStreamingServerHandler<TRequest, TResponse>(
        IAsyncStreamReader<TRequest> requestStream,
        IServerStreamWriter<TResponse> responseStream,
        ServerCallContext context,
        DuplexStreamingServerMethod<TRequest, TResponse> continuation) =>
        continuation(requestStream, responseStream, context);

    private async Task<TResponse> ActAsync<TRequest, TResponse>(
        long userId, string key, string fingerprint, TRequest request, ServerCallContext context,
        UnaryServerMethod<TRequest, TResponse> continuation)
        where TRequest : class
        where TResponse : class
    {
        try
        {
            // It is new here. It may stand for a request to another service.
            if (_space is not null && !await _space.ClaimAsync(key, fingerprint, context.CancellationToken))
            {
                throw new ApiException(ErrorCodes.IdempotencyKeyReused);
            }

            var response = await continuation(request, context);
            PipelinePoints.Pass(PipelinePoints.BeforeAnswer);
            await KeepAsync(() => context.HasPendingEffects()
                ? _store!.YieldAsync(userId, key, CancellationToken.None)
                : _store!.RecordAsync(
                    userId, key, new IdempotentAnswer(((IMessage)response).ToByteArray(), context.ChosenStatus()), CancellationToken.None));
            return response;
        }
        catch
        {
            // Nothing happened, or the key that the effect carries tells it: the same request may be made again once its cause is gone.
            await KeepAsync(() => _space?.ReleaseAsync(key, fingerprint, CancellationToken.None) ?? Task.CompletedTask);
            await KeepAsync(() => _store!.ReleaseAsync(userId, key, CancellationToken.None));
            throw;
        }
    }

    private static async Task<object> ReplayAsync(IdempotentAnswer answer, MessageParser parser, ServerCallContext context)
    {
        if (answer.HttpStatus is { } status)
        {
            await context.AnswerWithStatusAsync(status);
        }

        return parser.ParseFrom(answer.Message);
    }

    private async Task KeepAsync(Func<Task> keep)
    {
        try
        {
            await keep();
        }
        catch (Exception exception)
        {
            Log.IdempotencyRecordLost(logger, exception);
        }
    }
}
