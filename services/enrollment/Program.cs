using FocusSuite.Enrollment;
using FocusSuite.Enrollment.Features;
using FocusSuite.Enrollment.Persistence;
using FocusSuite.Hosting.Migrating;
using FocusSuite.Relational;
using FocusSuite.ServiceDefaults.Erasure;
using FocusSuite.ServiceDefaults.Hosting;

var builder = WebApplication.CreateBuilder(args);
builder.AddFocusDefaults("enrollment");
builder.AddRelational<EnrollmentContext>();
builder.Services.AddPeers(builder.Configuration).AddEvents(builder.Configuration).AddFeatures();

var app = builder.Build();
app.MapFocusDefaults();
app.MapGrpcService<EnrollmentGrpcService>();
app.MapGrpcService<EnrollmentInternalGrpcService>();
app.MapGrpcService<UserFacts>();
app.MapPersonalData();
await app.RunServiceAsync(args);
