using Billing;
using FocusSuite.Client;
using FocusSuite.Messaging.Events;

var builder = Host.CreateApplicationBuilder(args);
builder.Services.AddOptions<BillingOptions>().BindConfiguration(BillingOptions.Section).ValidateOnStart();
builder.Services.AddFocusSuiteClient(builder.Configuration);
builder.Services.AddFocusSuiteEvents(builder.Configuration).Handle<ProgramCompleted, ThankYou>();
builder.Services.AddHostedService<PaymentInbox>();
builder.Services.AddSingleton<Subscriptions>();
await builder.Build().RunAsync();
