namespace Emergency.Server.Features.Drills.Reviewing;

/// <summary>After a drill: its report, what was said about it, and what is to be better.</summary>
internal static class ReviewRoom
{
    public static RouteGroupBuilder MapReviewing(this RouteGroupBuilder api) => api.MapReports().MapReview().MapImprovements();
}
