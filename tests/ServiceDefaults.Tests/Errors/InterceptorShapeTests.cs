using System.Reflection;
using FocusSuite.Protocol.Errors;
using FocusSuite.Protocol.Peers;
using FocusSuite.Protos.Identity.V1;
using FocusSuite.ServiceDefaults.Hosting;
using FocusSuite.ServiceDefaults.Tests.Hosting;
using Grpc.AspNetCore.Server;
using Grpc.Core;
using Grpc.Core.Interceptors;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Shouldly;

namespace FocusSuite.ServiceDefaults.Tests.Errors;

/// <summary>Every interceptor knows every shape of a call: what is not overridden is let through unseen.</summary>
public sealed class InterceptorShapeTests : IAsyncLifetime
{
    private static readonly string[] Shapes =
    [
        nameof(Interceptor.UnaryServerHandler), nameof(Interceptor.ServerStreamingServerHandler),
        nameof(Interceptor.ClientStreamingServerHandler), nameof(Interceptor.DuplexStreamingServerHandler),
    ];

    private static readonly string[] ClientShapes =
    [
        nameof(Interceptor.BlockingUnaryCall), nameof(Interceptor.AsyncUnaryCall), nameof(Interceptor.AsyncServerStreamingCall),
        nameof(Interceptor.AsyncClientStreamingCall), nameof(Interceptor.AsyncDuplexStreamingCall),
    ];

    private SampleHost _host = null!;

    public static TheoryData<string, Type> OfTheSuite
    {
        get
        {
            var data = new TheoryData<string, Type>();
            foreach (var type in typeof(FocusService).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(Interceptor))))
            {
                data.Add(type.Name, type);
            }

            return data;
        }
    }

    public static TheoryData<string, string> ShapesAndFaults
    {
        get
        {
            var data = new TheoryData<string, string>();
            foreach (var shape in Shapes)
            {
                data.Add(shape, nameof(InvalidOperationException));
                data.Add(shape, nameof(TimeoutException));
                data.Add(shape, nameof(ApiException));
            }

            return data;
        }
    }

    public async ValueTask InitializeAsync() => _host = await SampleHost.StartAsync();

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    /// <summary>S16: a shape that an interceptor says nothing about is one that it forgot.</summary>
    [Theory]
    [MemberData(nameof(OfTheSuite))]
    public void Interceptor_OfTheSuite_SaysWhatItDoesAboutEachShape(string name, Type type)
    {
        var shapes = type == typeof(PeerInterceptor) ? ClientShapes : Shapes;

        shapes.Where(
            shape =>
                type.GetMethods(BindingFlags.Instance | BindingFlags.Public).Single(method => method.Name == shape).DeclaringType != type)
            .ShouldBeEmpty($"{name} lets these pass unseen.");
    }

    /// <summary>S16: whatever the shape, a caller sees the table of errors and no text of an exception.</summary>
    [Theory]
    [MemberData(nameof(ShapesAndFaults))]
    public async Task Method_OfAnyShapeThrows_CallerSeesTheTableAndNoExceptionText(string shape, string fault)
    {
        Exception thrown = fault switch
        {
            nameof(ApiException) => new ApiException(ErrorCodes.DayLocked),
            nameof(TimeoutException) => new TimeoutException("secret"),
            _ => new InvalidOperationException("secret"),
        };
        var (status, word) = thrown switch
        {
            ApiException => (StatusCode.FailedPrecondition, "DAY_LOCKED"),
            TimeoutException => (StatusCode.Unavailable, "UNAVAILABLE"),
            _ => (StatusCode.Internal, "INTERNAL"),
        };

        var seen = await Should.ThrowAsync<RpcException>(
            () => CallAsync(shape, "/focus.identity.v1.AuthenticationService/Login", () => throw thrown));

        (seen.StatusCode, seen.Reason()).ShouldBe((status, word));
        seen.Status.Detail.ShouldNotContain("secret");
    }

    /// <summary>S16: no shape of a call gets past the access check.</summary>
    [Theory]
    [InlineData(nameof(Interceptor.UnaryServerHandler))]
    [InlineData(nameof(Interceptor.ServerStreamingServerHandler))]
    [InlineData(nameof(Interceptor.ClientStreamingServerHandler))]
    [InlineData(nameof(Interceptor.DuplexStreamingServerHandler))]
    public async Task Method_ThatNoProtoKnows_IsRefusedInAnyShape(string shape)
    {
        var acted = false;

        var seen = await Should.ThrowAsync<RpcException>(() => CallAsync(shape, "/focus.test.v1.Test/Unknown", () => acted = true));

        seen.StatusCode.ShouldBe(StatusCode.PermissionDenied);
        acted.ShouldBeFalse();
    }

    /// <summary>Through all interceptors that a service has, in their order.</summary>
    private async Task CallAsync(string shape, string method, Action act)
    {
        var registered = _host.Services.GetRequiredService<IOptions<GrpcServiceOptions>>().Value.Interceptors;
        var interceptors = registered.Select(
            one => (Interceptor)ActivatorUtilities.GetServiceOrCreateInstance(_host.Services, one.Type)).ToList();
        var context = new ShapelessCall(method);
        await Next(0);

        Task Next(int index)
        {
            if (index == interceptors.Count)
            {
                act();
                return Task.CompletedTask;
            }

            var interceptor = interceptors[index];
            return shape switch
            {
                nameof(Interceptor.UnaryServerHandler) => interceptor.UnaryServerHandler<LoginRequest, LoginResponse>(
                    new LoginRequest(), context, async (_, _) => await ThenAsync(index)),
                nameof(Interceptor.ServerStreamingServerHandler) => interceptor.ServerStreamingServerHandler<LoginRequest, LoginResponse>(
                    new LoginRequest(), null!, context, (_, _, _) => Next(index + 1)),
                nameof(Interceptor.ClientStreamingServerHandler) => interceptor.ClientStreamingServerHandler<LoginRequest, LoginResponse>(
                    null!, context, async (_, _) => await ThenAsync(index)),
                _ => interceptor.DuplexStreamingServerHandler<LoginRequest, LoginResponse>(
                    null!, null!, context, (_, _, _) => Next(index + 1)),
            };
        }

        async Task<LoginResponse> ThenAsync(int index)
        {
            await Next(index + 1);
            return new LoginResponse();
        }
    }
}
