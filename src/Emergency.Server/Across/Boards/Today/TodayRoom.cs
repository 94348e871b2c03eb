using Emergency.Server.Infrastructure.Due;

namespace Emergency.Server.Across.Today;

/// <summary>Registers the due work of the nouns; a new noun registers its own in its own room.</summary>
internal static class TodayRoom
{
    public static WebApplicationBuilder AddToday(this WebApplicationBuilder builder) =>
        builder
            .AddDueToday<EntrustedIsDue>()
            .AddDueToday<CareIsDue>()
            .AddDueToday<OrdersAreDue>()
            .AddDueToday<GoodsAreDue>()
            .AddDueToday<VisitsAreDue>()
            .AddDueToday<VisitsAskIsDue>()
            .AddDueToday<RosterIsDue>()
            .AddDueToday<OnCallIsDue>()
            .AddDueToday<StockIsDue>()
            .AddDueToday<LoansAreDue>()
            .AddDueToday<UpkeepIsDue>()
            .AddDueToday<PatrolsAreDue>()
            .AddDueToday<RisksAreDue>()
            .AddDueToday<HazardsAreDue>()
            .AddDueToday<PartiesAreDue>()
            .AddDueToday<NeedsAreDue>()
            .AddDueToday<TransfersAreDue>()
            .AddDueToday<SwapsAreDue>()
            .AddDueToday<MattersAreDue>()
            .AddDueToday<PlansAreDue>()
            .AddDueToday<ConfirmationsAreDue>()
            .AddDueToday<DrillsAreDue>()
            .AddDueToday<RegisterIsDue>()
            .AddDueToday<RoundsDue>()
            .AddRoundAnswer<StocktakingAnswered>()
            .AddRoundAnswer<ExpiryAnswered>()
            .AddRoundAnswer<StreetStocktakingAnswered>()
            .AddRoundAnswer<StreetExpiryAnswered>()
            .AddRoundAnswer<TrainingAnswered>()
            .AddRoundAnswer<PlanReviewAnswered>()
            .AddRoundAnswer<RosterAnswered>()
            .AddRoundAnswer<HazardReviewAnswered>()
            .AddRoundAnswer<RegisterReviewAnswered>();
}
