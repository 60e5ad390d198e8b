using FocusSuite.Documents;
using FocusSuite.Documents.Hosting;
using FocusSuite.Progress;
using FocusSuite.Progress.Days;
using FocusSuite.Progress.Totals;
using FocusSuite.ServiceDefaults.Hosting;

var builder = WebApplication.CreateBuilder(args);
builder.AddFocusDefaults("progress");
builder.AddDocumentDatabase().AddDocument(ProgramDay.Map).AddDocument(EnrollmentProgress.Map);
builder.Services.AddPeers(builder.Configuration).AddEvents(builder.Configuration).AddFeatures();

var app = builder.Build();
app.MapFocusDefaults();
app.MapGrpcService<ProgressGrpcService>();
app.MapGrpcService<ProgressInternalGrpcService>();
await app.RunAsync();
