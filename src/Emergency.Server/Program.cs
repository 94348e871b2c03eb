using Emergency.Server.CrossFeature.Anchors;
using Emergency.Server.CrossFeature.Auditing;
using Emergency.Server.CrossFeature.CaseIntake;
using Emergency.Server.CrossFeature.Closing;
using Emergency.Server.CrossFeature.CommunityOverview;
using Emergency.Server.CrossFeature.Disclosure;
using Emergency.Server.CrossFeature.Erasure;
using Emergency.Server.CrossFeature.Exporting;
using Emergency.Server.CrossFeature.Imports;
using Emergency.Server.CrossFeature.Injects;
using Emergency.Server.CrossFeature.Live;
using Emergency.Server.CrossFeature.Membership;
using Emergency.Server.CrossFeature.PositionSharing;
using Emergency.Server.CrossFeature.Public;
using Emergency.Server.CrossFeature.Reactions;
using Emergency.Server.CrossFeature.Readiness;
using Emergency.Server.CrossFeature.Retaining;
using Emergency.Server.CrossFeature.Timelines;
using Emergency.Server.Features.Accounts;
using Emergency.Server.Features.Accounts.Managing;
using Emergency.Server.Features.Authorities;
using Emergency.Server.Features.Calls;
using Emergency.Server.Features.Care;
using Emergency.Server.Features.Cases;
using Emergency.Server.Features.Confirmations;
using Emergency.Server.Features.Counties;
using Emergency.Server.Features.Drills.Leading;
using Emergency.Server.Features.Drills.Playing;
using Emergency.Server.Features.Drills.RealmLogs;
using Emergency.Server.Features.Drills.Reviewing;
using Emergency.Server.Features.Drills.Scenarios;
using Emergency.Server.Features.Drills.Schedules;
using Emergency.Server.Features.Handovers;
using Emergency.Server.Features.Hotlines;
using Emergency.Server.Features.Incidents;
using Emergency.Server.Features.Incidents.Areas;
using Emergency.Server.Features.Incidents.DoorChecks;
using Emergency.Server.Features.Incidents.OpenedLists;
using Emergency.Server.Features.Incidents.Tasks;
using Emergency.Server.Features.Orders;
using Emergency.Server.Features.People;
using Emergency.Server.Features.Places;
using Emergency.Server.Features.Plans;
using Emergency.Server.Features.Responses;
using Emergency.Server.Features.Stock;
using Emergency.Server.Features.Teams;
using Emergency.Server.Features.Warnings;
using Emergency.Server.Foundation;
using Emergency.Server.Hosting;
using Emergency.Server.Hosting.Pages;
using Emergency.Server.Hosting.Pipeline;
using Emergency.Server.Infrastructure.Following;

return await Launching.Run(args, Environment.GetEnvironmentVariables(), Console.In, Product.Build);

/// <summary>What the product consists of.</summary>
internal static class Product
{
    /// <summary>All its parts, as services: who plays it without its addresses begins here.</summary>
    public static WebApplicationBuilder Parts(Settings settings, Opened opened)
    {
        var builder = WebApplication.CreateBuilder(
            new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory, EnvironmentName = Environments.Production }
        );
        builder.AddRequests(settings);
        builder.AddEngine(opened);
        builder.AddIdentity();
        builder.AddConfirmations();
        builder.AddCounties();
        builder.AddRetention();
        builder.AddPlaces();
        builder.AddPlans();
        builder.AddTeams();
        builder.AddStock();
        builder.AddPeople();
        builder.AddErasures();
        builder.AddAuditing();
        builder.AddAuthorities();
        builder.AddIncidents();
        builder.AddTasks();
        builder.AddAreas();
        builder.AddDoors();
        builder.AddOpenedLists();
        builder.AddReveals();
        builder.AddTimelines();
        builder.AddHotlines();
        builder.AddCases();
        builder.AddIntake();
        builder.AddHandovers();
        builder.AddCare();
        builder.AddOrders();
        builder.AddCalls();
        builder.AddResponses();
        builder.AddWarnings();
        builder.AddDrills();
        builder.AddRealmLogs();
        builder.AddPlaying();
        builder.AddInjects();
        builder.AddScenarios();
        builder.AddSchedules();
        builder.AddImports();
        builder.AddAnchors();
        builder.AddFollowing();
        builder.AddReactions();
        builder.AddLive();
        builder.AddPositions();
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
        api.MapFront();
        api.MapFaults();
        api.MapSessions();
        api.MapDevices();
        api.MapAccounts();
        api.MapConfirmations();
        api.MapCounties();
        api.MapRetention();
        api.MapPlaces();
        api.MapCommunity();
        api.MapPlanActs();
        api.MapTeamActs();
        api.MapStock();
        api.MapReadiness();
        api.MapDoorChecks();
        api.MapOpenedLists();
        api.MapPeople();
        api.MapReveals();
        api.MapMembership();
        api.MapErasures();
        api.MapAuditing();
        api.MapAuthorities();
        api.MapIncidents();
        api.MapTaskActs();
        api.MapAreaActs();
        api.MapJoining();
        api.MapEndings();
        api.MapTimeline();
        api.MapHandovers();
        api.MapHotlineDesk();
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
        api.MapDrillActs();
        api.MapInjecting();
        api.MapPlaying();
        api.MapReviewing();
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
