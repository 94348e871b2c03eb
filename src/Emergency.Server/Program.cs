using Emergency.Server;
using Emergency.Server.Anchors;
using Emergency.Server.Authorities;
using Emergency.Server.Calls;
using Emergency.Server.Care;
using Emergency.Server.Communities;
using Emergency.Server.Confirmations;
using Emergency.Server.Drills;
using Emergency.Server.Drills.Scenarios;
using Emergency.Server.Drills.Schedules;
using Emergency.Server.Exporting;
using Emergency.Server.Handovers;
using Emergency.Server.Hotlines;
using Emergency.Server.Identity;
using Emergency.Server.Imports;
using Emergency.Server.Incidents;
using Emergency.Server.Live;
using Emergency.Server.Orders;
using Emergency.Server.Pages;
using Emergency.Server.People;
using Emergency.Server.Places;
using Emergency.Server.Public;
using Emergency.Server.Reactions;
using Emergency.Server.Readiness;
using Emergency.Server.Requests;
using Emergency.Server.Responses;
using Emergency.Server.Retaining;
using Emergency.Server.Starting;
using Emergency.Server.Warnings;

return await Launching.Run(args, Product.Build);

/// <summary>What the product consists of.</summary>
public static class Product
{
    /// <summary>All its parts, as services: who plays it without its addresses begins here.</summary>
    public static WebApplicationBuilder Parts(Settings settings, Opened opened)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory, EnvironmentName = Environments.Production });
        builder.AddRequests(settings);
        builder.AddEngine(opened);
        builder.AddIdentity();
        builder.AddConfirmations();
        builder.AddRetention();
        builder.AddPlaces();
        builder.AddCommunities();
        builder.AddPeople();
        builder.AddAuthorities();
        builder.AddIncidents();
        builder.AddHotlines();
        builder.AddHandovers();
        builder.AddCare();
        builder.AddOrders();
        builder.AddCalls();
        builder.AddResponses();
        builder.AddWarnings();
        builder.AddDrills();
        builder.AddScenarios();
        builder.AddSchedules();
        builder.AddImports();
        builder.AddAnchors();
        builder.AddReactions();
        builder.AddLive();
        builder.AddApiDescription();
        builder.AddTelemetry(settings);
        return builder;
    }

    public static WebApplication Build(Settings settings, Opened opened)
    {
        var app = Parts(settings, opened).Build();
        app.UseGuards();
        app.MapRequests();
        app.MapHealth();
        app.MapApiDescription();

        var api = app.MapApi();
        api.MapSessions();
        api.MapAccounts();
        api.MapConfirmations();
        api.MapRetention();
        api.MapPlaces();
        api.MapCommunities();
        api.MapReadiness();
        api.MapPeople();
        api.MapAuthorities();
        api.MapIncidents();
        api.MapHandovers();
        api.MapLinks();
        api.MapCare();
        api.MapOrders();
        api.MapCalls();
        api.MapResponses();
        api.MapWarnings();
        api.MapScenarios();
        api.MapSchedules();
        api.MapCalendar();
        api.MapPublic();
        api.MapPositions();
        api.MapDrills();
        api.MapImports();
        api.MapExport();
        api.MapAnchors();
        app.MapHotlines();
        app.MapVoice();
        app.MapLive();
        app.MapPublicPage();
        app.MapAnchorFiles();
        app.MapPages();
        return app;
    }
}
