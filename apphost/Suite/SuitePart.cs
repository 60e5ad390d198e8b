namespace FocusSuite.AppHost.Suite;

/// <summary>A service's replica or the gateway.</summary>
internal interface ISuitePart : IResourceWithEnvironment, IResourceWithEndpoints, IResourceWithArgs, IResourceWithWaitSupport;

/// <summary>A part as the program that was built: on the command line and in tests.</summary>
internal sealed class ProgramPart(string name, string folder) : ExecutableResource(name, "dotnet", folder), ISuitePart;

/// <summary>A part as a project, for an IDE that drives: it is asked to run it.</summary>
internal sealed class ProjectPart(string name) : ProjectResource(name), ISuitePart;
