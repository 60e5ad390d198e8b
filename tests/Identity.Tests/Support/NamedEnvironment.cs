using Microsoft.Extensions.FileProviders;
using Microsoft.Extensions.Hosting;

namespace FocusSuite.Identity.Tests.Support;

/// <summary>An environment of which nothing counts but its name.</summary>
internal sealed class NamedEnvironment(string name) : IHostEnvironment
{
    public string EnvironmentName { get; set; } = name;

    public string ApplicationName { get; set; } = "identity";

    public string ContentRootPath { get; set; } = "/";

    public IFileProvider ContentRootFileProvider { get; set; } = new NullFileProvider();
}
