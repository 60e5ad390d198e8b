using FocusSuite.Identity.Calendars;
using FocusSuite.Identity.Erasing;
using FocusSuite.Identity.Exporting;
using FocusSuite.Protos.Identity.V1;
using FocusSuite.ServiceDefaults.Access;
using FocusSuite.ServiceDefaults.Errors;
using Google.Api;
using Grpc.Core;

namespace FocusSuite.Identity.OwnAccount;

/// <summary>What people can do with their own account: each method is a feature of its own.</summary>
internal sealed class AccountGrpcService(SettingsHandler settings, AccountExport export, ExportBounds bounds, Erasures erasures)
    : AccountService.AccountServiceBase
{
    public override Task<GetSettingsResponse> GetSettings(GetSettingsRequest request, ServerCallContext context) =>
        settings.GetAsync(context.Caller(), context.CancellationToken);

    public override Task<UpdateSettingsResponse> UpdateSettings(UpdateSettingsRequest request, ServerCallContext context) =>
        settings.UpdateAsync(request, context.Caller(), context.CancellationToken);

    public override async Task ExportAccount(ExportAccountRequest request, IServerStreamWriter<HttpBody> responseStream, ServerCallContext context)
    {
        var userId = context.Caller().RequiredUserId;
        if (await erasures.IsErasedAsync(userId, context.CancellationToken))
        {
            throw new ApiException(ErrorCodes.Unauthenticated);
        }

        await bounds.RunAsync(userId, cancellationToken => export.WriteAsync(userId, responseStream, cancellationToken), context.CancellationToken);
    }

    public override async Task<DeleteAccountResponse> DeleteAccount(DeleteAccountRequest request, ServerCallContext context) =>
        new() { Erasure = await erasures.BeginAsync(context.Caller().RequiredUserId, request.RequestId, context.CancellationToken) };

    public override async Task<GetErasureResponse> GetErasure(GetErasureRequest request, ServerCallContext context) =>
        new() { Erasure = await erasures.FindAsync(request.ErasureId, context.CancellationToken) };
}
