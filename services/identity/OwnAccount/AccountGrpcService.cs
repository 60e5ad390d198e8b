using FocusSuite.Identity.Calendars;
using FocusSuite.Protos.Identity.V1;
using FocusSuite.ServiceDefaults.Access;
using Grpc.Core;

namespace FocusSuite.Identity.OwnAccount;

/// <summary>What people can do with their own account: each method is a feature of its own.</summary>
internal sealed class AccountGrpcService(SettingsHandler settings) : AccountService.AccountServiceBase
{
    public override Task<GetSettingsResponse> GetSettings(GetSettingsRequest request, ServerCallContext context) =>
        settings.GetAsync(context.Caller(), context.CancellationToken);

    public override Task<UpdateSettingsResponse> UpdateSettings(UpdateSettingsRequest request, ServerCallContext context) =>
        settings.UpdateAsync(request, context.Caller(), context.CancellationToken);
}
