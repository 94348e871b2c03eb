namespace Emergency.Server.Features.Drills.Reviewing;

/// <summary>Review of a drill: its report, evaluation and improvements.</summary>
internal static class ReviewRoom
{
    public static RouteGroupBuilder MapReviewing(this RouteGroupBuilder api) => api.MapReports().MapReview().MapImprovements();
}
