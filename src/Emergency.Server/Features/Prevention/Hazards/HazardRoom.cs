using Emergency.Server.Features.Attachments;
using Emergency.Server.Features.Links;
using Emergency.Server.Infrastructure.Listing;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Features.Hazards;

/// <summary>Registers hazards (隐患): found, assigned, mended, checked, closed.</summary>
internal static class HazardRoom
{
    public static WebApplicationBuilder AddHazards(this WebApplicationBuilder builder)
    {
        builder.AddView<HazardsView>();
        builder.AddList<ListedHazards>();
        builder.Services.AddSingleton<HazardHistory>().AddSingleton<ReportTries>().AddSingleton<SheetPhotos>();
        builder.Services.AddSingleton<ILinked, HazardLinks>();
        builder.Services.AddSingleton<IAttachmentOwners, HazardAttachments>();
        return builder;
    }

    public static RouteGroupBuilder MapHazards(this RouteGroupBuilder api) =>
        api.MapHazardReads().MapHazardActs().MapHazardDecisions().MapHazardReports();
}
