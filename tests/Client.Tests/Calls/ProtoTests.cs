using FocusSuite.Client.Calls;
using FocusSuite.Protos.Options.V1;
using Grpc.Core;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using ProtoService = Google.Protobuf.Reflection.ServiceDescriptor;

namespace FocusSuite.Client.Tests.Calls;

/// <summary>The client against all of the protos.</summary>
public sealed class ProtoTests
{
    // Several services have these, each at its own address, and only one of the suite asks.
    private static readonly string[] NotForPrograms = ["PersonalDataServiceClient", "FactServiceClient"];

    private static readonly IReadOnlyList<Type> Clients =
        [.. typeof(OptionsReflection).Assembly.GetExportedTypes().Where(
            type => type.BaseType is { IsGenericType: true } parent && parent.GetGenericTypeDefinition() == typeof(ClientBase<>))];

    [Fact]
    public void Clients_OfAllServices_AreRegistered()
    {
        var services = new ServiceCollection().AddFocusSuiteClient(_ => { });

        Clients.Where(client => !NotForPrograms.Contains(client.Name) && services.All(service => service.ServiceType != client)).Select(
            client => client.Name)
            .ShouldBeEmpty("add it in AddFocusSuiteClient, and its descriptor in SuiteMethods");
        Clients.Count.ShouldBeGreaterThan(10);
    }

    [Fact]
    public void Methods_OfAllServices_AreKnown() =>
        Clients.Where(client => !NotForPrograms.Contains(client.Name)).SelectMany(client => DescriptorOf(client).Methods).Select(
            SuiteMethods.PathOf).Order()
            .ShouldBe(SuiteMethods.All.Keys.Order());

    /// <summary>The interceptors know no others.</summary>
    [Fact]
    public void Methods_OfAllServices_TakeOneMessage() =>
        Clients.SelectMany(client => DescriptorOf(client).Methods).Where(method => method.IsClientStreaming).Select(
            method => method.FullName).ShouldBeEmpty();

    [Fact]
    public void AddFocusSuiteClient_Twice_IsOnce()
    {
        var services = new ServiceCollection().AddFocusSuiteClient(_ => { });
        var clients = services.Count(service => Clients.Contains(service.ServiceType));

        services.AddFocusSuiteClient(options => options.Gateway = "http://127.0.0.1:8001");

        services.Count(service => Clients.Contains(service.ServiceType)).ShouldBe(clients);
    }

    private static ProtoService DescriptorOf(Type client) => (ProtoService)client.DeclaringType!.GetProperty("Descriptor")!.GetValue(null)!;
}
