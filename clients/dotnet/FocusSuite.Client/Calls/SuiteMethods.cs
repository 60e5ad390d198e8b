using System.Collections.Frozen;
using FocusSuite.Protos.Catalog.V1;
using FocusSuite.Protos.Enrollment.V1;
using FocusSuite.Protos.Identity.V1;
using FocusSuite.Protos.Insights.V1;
using FocusSuite.Protos.Progress.V1;
using FocusSuite.Protos.Sessions.V1;
using Google.Api;
using Google.Protobuf.Reflection;

namespace FocusSuite.Client.Calls;

/// <summary>
/// The methods that can be called, as their protos have them. Personal data are asked for by identity alone, facts by insights.
/// </summary>
internal static class SuiteMethods
{
    private static readonly FrozenDictionary<string, SuiteMethod> ByPath = new[]
    {
        AuthenticationService.Descriptor, SubscriptionService.Descriptor, AccountService.Descriptor, IdentityInternalService.Descriptor,
        AccountInternalService.Descriptor, CatalogService.Descriptor, EnrollmentService.Descriptor, EnrollmentInternalService.Descriptor,
        SessionsService.Descriptor, ProgressService.Descriptor, ProgressInternalService.Descriptor,
        InsightsService.Descriptor, InsightsInternalService.Descriptor,
    }
        .SelectMany(service => service.Methods).ToFrozenDictionary(PathOf, SuiteMethod.From);

    /// <summary>All of them, by their gRPC paths.</summary>
    public static IReadOnlyDictionary<string, SuiteMethod> All => ByPath;

    /// <summary>The services that serve them, e.g. <c>identity</c>.</summary>
    public static IReadOnlySet<string> Services { get; } =
        ByPath.Keys.Select(path => NameOf(path.TrimStart('/'))).ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>A method's gRPC path, e.g. <c>/focus.sessions.v1.SessionsService/StartSession</c>.</summary>
    public static string PathOf(MethodDescriptor method) => $"/{method.Service.FullName}/{method.Name}";

    /// <summary>The service that serves something of the protos: <c>focus.sessions.v1.…</c> is that of <c>sessions</c>.</summary>
    public static string NameOf(string fullName) => fullName.Split('.')[1];

    /// <summary>Whether the gateway has a route to a service of the protos.</summary>
    public static bool IsPublic(ServiceDescriptor service) =>
        service.Methods.Any(method => method.GetOptions()?.GetExtension(AnnotationsExtensions.Http) is not null);
}
