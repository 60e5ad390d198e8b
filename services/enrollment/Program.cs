using FocusSuite.Enrollment;
using FocusSuite.Enrollment.Persistence;
using FocusSuite.Relational;
using FocusSuite.ServiceDefaults.Erasure;
using FocusSuite.ServiceDefaults.Hosting;
using FocusSuite.ServiceDefaults.Migrating;

var builder = WebApplication.CreateBuilder(args);
builder.AddFocusDefaults("enrollment");
builder.AddRelational<EnrollmentContext>();
builder.Services.AddPeers(builder.Configuration).AddEvents(builder.Configuration).AddFeatures();

var app = builder.Build();
app.MapFocusDefaults();
app.MapGrpcService<EnrollmentGrpcService>();
app.MapGrpcService<EnrollmentInternalGrpcService>();
app.MapPersonalData();
await app.RunServiceAsync(args);
