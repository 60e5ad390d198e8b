using System.Globalization;
using System.Text;
using FocusSuite.AppHost.Accounts;
using FocusSuite.AppHost.Installation;
using FocusSuite.AppHost.Running;

namespace FocusSuite.AppHost.Commands;

/// <summary>What somebody needs to know once everything runs.</summary>
internal static class Welcome
{
    public static string Text(FocusSystem system, SystemPlan plan, FocusFolder folder, Uri? dashboard, bool detached)
    {
        var url = system.GatewayUrl.OriginalString;
        var text = new StringBuilder();
        text.AppendLine(CultureInfo.InvariantCulture, $"""

            FocusSuite is ready.
              JSON and gRPC-Web  {url}/api/v1/focus/
              gRPC               {system.GatewayGrpcUrl.OriginalString}
              documents in       {plan.Servers.DocumentsIn}
              logs               ./focus logs [part] [-f]   ({Path.GetRelativePath(folder.Root, plan.Paths.LogFolder)})
            """);
        if (dashboard is not null)
            text.AppendLine(CultureInfo.InvariantCulture, $"  dashboard          {dashboard.OriginalString}");
        if (system.MetricsTargets.Count > 0)
        {
            var file = Path.GetRelativePath(folder.Root, folder.PrometheusFile);
            text.AppendLine(CultureInfo.InvariantCulture, $"  metrics            prometheus --config.file={file} --storage.tsdb.path=.focus/prometheus --web.listen-address=127.0.0.1:9090");
        }

        if (plan.Clock.Scale != 1)
            text.AppendLine(CultureInfo.InvariantCulture, $"  suite time         {system.SuiteTime:yyyy-MM-dd'T'HH:mm:ss'Z'}, running at {plan.Clock.ScaleText} times the usual speed");
        text.Append(CultureInfo.InvariantCulture, $$"""

            Accounts
              {{DemoAccounts.FreeEmail}} / {{DemoAccounts.Password}}   free
              {{DemoAccounts.ProEmail}} / {{DemoAccounts.Password}}    pro_monthly

            Try it
              curl -s -H "Authorization: Bearer $(./focus token {{DemoAccounts.FreeEmail}})" {{url}}/api/v1/focus/programs/
              curl -s -H 'Content-Type: application/json' -d '{"email":"{{DemoAccounts.FreeEmail}}","password":"{{DemoAccounts.Password}}"}' {{url}}/api/v1/authentication/login

            """);
        text.Append(detached ? "It runs in the background. ./focus down stops it." : "Ctrl-C stops everything.");
        return text.ToString();
    }
}
