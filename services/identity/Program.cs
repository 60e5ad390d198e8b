using FocusSuite.Hosting.Migrating;
using FocusSuite.Identity;
using FocusSuite.Identity.Persistence;
using FocusSuite.Messaging;
using FocusSuite.Relational;
using FocusSuite.ServiceDefaults.Hosting;
using FocusSuite.ServiceDefaults.Revocation;

var builder = WebApplication.CreateBuilder(args);
builder.AddFocusDefaults("identity");
builder.AddRelational<IdentityContext>();
builder.Services.AddMessaging(builder.Configuration, "identity", messaging => messaging.HearRevocations());
builder.Services.AddIdentity(builder.Configuration);

var app = builder.Build();
app.MapFocusDefaults();
app.MapIdentity();
await app.RunServiceAsync(args);
