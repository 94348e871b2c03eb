using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Features.Authorities;

/// <summary>Duty desks of county command centres and street offices.</summary>
internal static class AuthorityRoom
{
    public static WebApplicationBuilder AddAuthorities(this WebApplicationBuilder builder) => builder.AddView<DesksView>();

    public static RouteGroupBuilder MapAuthorities(this RouteGroupBuilder api) => api.MapDuty();
}
