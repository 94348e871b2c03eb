using Emergency.Server.Features.Attachments;
using Emergency.Server.Features.People;
using Emergency.Server.Infrastructure.Listing;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Features.Visits;

/// <summary>Registers visits (探访): their days, visitors and results.</summary>
internal static class VisitRoom
{
    public static WebApplicationBuilder AddVisits(this WebApplicationBuilder builder)
    {
        builder.AddView<VisitsView>();
        builder.AddList<ListedVisits>().AddList<ListedVisitMonth>();
        builder
            .Services.AddSingleton<VisitHistory>()
            .AddSingleton<VisitMonths>()
            .AddSingleton<IAttachmentOwners, VisitAttachments>()
            .AddSingleton<IVisitStanding, VisitStanding>();
        return builder;
    }

    public static RouteGroupBuilder MapVisits(this RouteGroupBuilder api) => api.MapVisitReads().MapVisitOverviews().MapVisitActs();
}
