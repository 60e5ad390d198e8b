using FocusSuite.AppHost.Dashboard;
using FocusSuite.AppHost.Installation;
using FocusSuite.AppHost.Running;
using FocusSuite.AppHost.Tests.Support;
using Shouldly;
using Xunit;

namespace FocusSuite.AppHost.Tests.Dashboard;

/// <summary>The system starts without a dashboard where there cannot be one, and says why.</summary>
public sealed class DashboardSetupTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly StringWriter _said = new();

    [Fact]
    public async Task Plan_ThereIsNoNpm_SaysSoAndIsNone()
    {
        (await PlanAsync(new DashboardTool(_folder.File("tools"), _folder.File("no-such-npm")))).ShouldBeNull();

        _said.ToString().ShouldContain("No dashboard: there is no npm on the PATH");
    }

    [Fact]
    public async Task Plan_NpmCannotFetchIt_SaysSoAndIsNone()
    {
        (await PlanAsync(new DashboardTool(_folder.File("tools"), Npm("exit 1")))).ShouldBeNull();

        _said.ToString().ShouldContain("No dashboard: npm could not install @microsoft/aspire-cli-linux-x64");
    }

    [Fact]
    public async Task Plan_WhatNpmFetchedCannotBeRun_SaysSoAndIsNone()
    {
        (await PlanAsync(new DashboardTool(_folder.File("tools"), Npm("exit 0")))).ShouldBeNull();

        _said.ToString().ShouldContain("No dashboard: ");
    }

    [Fact]
    public async Task Plan_ItsFolderCannotBeMade_SaysSoAndIsNone()
    {
        await File.WriteAllTextAsync(_folder.File("tools"), "This is no folder.", TestContext.Current.CancellationToken);

        (await PlanAsync(new DashboardTool(_folder.File("tools"), Npm("exit 0")))).ShouldBeNull();

        _said.ToString().ShouldContain("No dashboard: ");
    }

    [Fact]
    public async Task Start_NoneIsPlanned_IsNoneAndSaysNothing()
    {
        // What a start does not look at is left out.
        var plan = new SystemPlan { Paths = null!, Output = null!, Secrets = null!, Clock = null!, Topology = null!, TakePort = _ => 0, Dashboard = null };

        (await new DashboardSetup(new DashboardTool(_folder.File("tools")), _said).StartAsync(null!, plan, TestContext.Current.CancellationToken)).ShouldBeNull();

        _said.ToString().ShouldBeEmpty();
    }

    public void Dispose()
    {
        _folder.Dispose();
        _said.Dispose();
    }

    private Task<DashboardPlan?> PlanAsync(DashboardTool tool) =>
        new DashboardSetup(tool, _said).PlanAsync(new Secrets(_folder.Path), _ => 0, TestContext.Current.CancellationToken);

    /// <summary>A program in the place of npm.</summary>
    private string Npm(string script)
    {
        var file = _folder.File("npm");
        File.WriteAllText(file, $"#!/bin/sh\n{script}\n");
        File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        return file;
    }
}
