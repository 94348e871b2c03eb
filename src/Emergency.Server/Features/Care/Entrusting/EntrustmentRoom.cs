using Emergency.Domain.Entrusting;
using Emergency.Server.Features.Links;
using Emergency.Server.Infrastructure.Listing;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Features.Entrusting;

/// <summary>Registers 委托照护: checks of entrusted care, letters with their deadlines, and the report of suspected harm.</summary>
internal static class EntrustmentRoom
{
    public static WebApplicationBuilder AddEntrustments(this WebApplicationBuilder builder)
    {
        builder.AddView<EntrustmentsView>();
        builder.AddList<ListedEntrusted>();
        builder.Services.AddSingleton<EntrustmentHistory>();
        foreach (var to in Enum.GetValues<ReportTo>())
            builder.Services.AddSingleton<ILinked>(services => ActivatorUtilities.CreateInstance<HarmLinks>(services, to));
        return builder;
    }

    public static RouteGroupBuilder MapEntrustments(this RouteGroupBuilder api) =>
        api.MapEntrustmentReads().MapEntrustmentActs().MapLetters().MapLettersDue().MapHarmReports();
}
