using FocusSuite.Documents.Hosting;
using FocusSuite.Hosting.Migrating;
using FocusSuite.Messaging;
using FocusSuite.Messaging.Events;
using FocusSuite.ServiceDefaults.Erasure;
using FocusSuite.ServiceDefaults.Hosting;
using FocusSuite.ServiceDefaults.Revocation;
using FocusSuite.Sessions;
using FocusSuite.Sessions.Events;
using FocusSuite.Sessions.Features;
using FocusSuite.Sessions.LiveTimer;
using FocusSuite.Sessions.Persistence;

var builder = WebApplication.CreateBuilder(args);

builder.AddFocusDefaults("sessions");
builder.AddDocumentDatabase()
    .AddPersonalDocument(SessionMap.Value, "focus_sessions", SessionMap.ByUser, session => session.Id)
    .AddPersonalDocument(EndedEnrollment.Map, "ended_enrollments", EndedEnrollment.ByUser, ended => ended.Id, exported: false)
    .AddPersonalDocument(LoggedTimes.Map, "logged_times", LoggedTimes.ByUser, times => times.Id, exported: false);
builder.Services.AddMessaging(builder.Configuration, "sessions", messaging => messaging
    .Consume<EnrollmentEnded, EnrollmentEndedHandler>()
    .AwaitEffects()
    .AddSessionChangeFeed()
    .HearRevocations()
    .Rehearse<SessionsRehearsal>());
builder.Services.AddSessions(builder.Configuration);

var app = builder.Build();
app.MapFocusDefaults();
app.MapGrpcService<SessionsGrpcService>();
app.MapGrpcService<UserFacts>();
app.MapPersonalData();
await app.RunServiceAsync(args);
