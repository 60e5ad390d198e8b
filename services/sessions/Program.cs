using FocusSuite.Documents;
using FocusSuite.Documents.Hosting;
using FocusSuite.Messaging;
using FocusSuite.ServiceDefaults.Hosting;
using FocusSuite.Sessions;
using FocusSuite.Sessions.Storing;
using FocusSuite.Sessions.Watching;

var builder = WebApplication.CreateBuilder(args);

builder.AddFocusDefaults("sessions");
builder.AddDocumentDatabase().AddDocument(SessionMap.Value);
builder.Services.AddMessaging(builder.Configuration, "sessions", messaging => messaging.AwaitEffects().HearChanges());
builder.Services.AddSessions(builder.Configuration);

var app = builder.Build();
app.MapFocusDefaults();
app.MapGrpcService<SessionsGrpcService>();
await app.RunAsync();
