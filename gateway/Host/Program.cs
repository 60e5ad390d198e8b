using FocusSuite.Gateway;

var builder = WebApplication.CreateBuilder(args);
builder.AddFocusGateway();

var app = builder.Build();
app.UseFocusGateway();
app.Run();
