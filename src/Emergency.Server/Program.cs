using Emergency.Engine;
using Emergency.Server;
using Emergency.Server.Care;
using Emergency.Server.Communities;
using Emergency.Server.Exporting;
using Emergency.Server.Hotlines;
using Emergency.Server.Identity;
using Emergency.Server.Imports;
using Emergency.Server.Incidents;
using Emergency.Server.Live;
using Emergency.Server.People;
using Emergency.Server.Places;
using Emergency.Server.Reactions;
using Emergency.Server.Requests;
using Emergency.Server.Starting;

var reading = SettingsReading.Read(args, Environment.GetEnvironmentVariables(), File.Exists("appsettings.json") ? await File.ReadAllTextAsync("appsettings.json") : null);
foreach (var fault in reading.Faults) await Console.Error.WriteLineAsync(fault);
if (reading.Faults.Count > 0) return Serving.CannotStartCode;
using var logs = Logs.Make();
try
{
    if (reading.Words.Count > 0) return await Commands.Run(reading.Settings, reading.Words, logs, Console.In, Console.Out);
    await using var opened = await Opened.Open(reading.Settings, TimeProvider.System, logs);
    var settings = reading.Settings.With(opened.Installation);
    foreach (var line in settings.Lines()) Console.WriteLine(line);
    return await Product.Build(settings, opened).Serve(opened);
}
catch (CannotStart why)
{
    await Console.Error.WriteLineAsync(why.Message);
    return Serving.CannotStartCode;
}

/// <summary>What the product consists of.</summary>
public static class Product
{
    public static WebApplication Build(Settings settings, Opened opened)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory, EnvironmentName = Environments.Production });
        builder.AddRequests(settings);
        builder.AddEngine(opened);
        builder.AddIdentity();
        builder.AddPlaces();
        builder.AddCommunities();
        builder.AddPeople();
        builder.AddIncidents();
        builder.AddHotlines();
        builder.AddCare();
        builder.AddImports();
        builder.AddReactions();
        builder.AddLive();
        builder.AddApiDescription();
        builder.AddTelemetry(settings);

        var app = builder.Build();
        app.MapRequests();
        app.MapHealth();
        app.MapApiDescription();

        var api = app.MapApi();
        api.MapSessions();
        api.MapAccounts();
        api.MapPlaces();
        api.MapCommunities();
        api.MapPeople();
        api.MapIncidents();
        api.MapCare();
        api.MapPositions();
        api.MapImports();
        api.MapExport();
        app.MapHotlines();
        app.MapLive();
        return app;
    }
}
