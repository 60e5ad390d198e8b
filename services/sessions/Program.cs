using FocusSuite.Documents.Hosting;
using FocusSuite.Messaging;
using FocusSuite.ServiceDefaults.Erasure;
using FocusSuite.ServiceDefaults.Hosting;
using FocusSuite.ServiceDefaults.Migrating;
using FocusSuite.Sessions;
using FocusSuite.Sessions.Storing;
using FocusSuite.Sessions.Watching;

var builder = WebApplication.CreateBuilder(args);

builder.AddFocusDefaults("sessions");
builder.AddDocumentDatabase().AddPersonalDocument(SessionMap.Value, "focus_sessions", SessionMap.ByUser, session => session.Id);
builder.Services.AddMessaging(builder.Configuration, "sessions", messaging => messaging.AwaitEffects().HearChanges());
builder.Services.AddSessions(builder.Configuration);

var app = builder.Build();
app.MapFocusDefaults();
app.MapGrpcService<SessionsGrpcService>();
app.MapPersonalData();
await app.RunServiceAsync(args);
