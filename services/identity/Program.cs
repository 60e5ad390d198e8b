using FocusSuite.Identity;
using FocusSuite.Identity.Accounts;
using FocusSuite.Identity.Operating;
using FocusSuite.Identity.OwnAccount;
using FocusSuite.Identity.SigningIn;
using FocusSuite.Identity.Storage;
using FocusSuite.Identity.Tokens;
using FocusSuite.Messaging;
using FocusSuite.Relational;
using FocusSuite.ServiceDefaults.Hosting;
using FocusSuite.ServiceDefaults.Migrating;
using FocusSuite.ServiceDefaults.Revocation;

var builder = WebApplication.CreateBuilder(args);
builder.AddFocusDefaults("identity");
builder.AddRelational<IdentityContext>();
builder.Services.AddMessaging(builder.Configuration, "identity", messaging => messaging.HearRevocations());
builder.Services.AddOperating().AddAccounts().AddTokens().AddSigningIn().AddOwnAccount(builder.Configuration);

var app = builder.Build();
app.MapFocusDefaults();
app.MapIdentity();
await app.RunServiceAsync(args);
