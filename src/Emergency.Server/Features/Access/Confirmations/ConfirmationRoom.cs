using Emergency.Server.Infrastructure.Background;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Features.Confirmations;

/// <summary>Requests of one account that another confirms.</summary>
internal static class ConfirmationRoom
{
    public static WebApplicationBuilder AddConfirmations(this WebApplicationBuilder builder)
    {
        builder.AddView<ConfirmationsView>();
        builder.Services.AddSingleton<Confirming>().AddGuarded<ConfirmedIsDone>();
        return builder;
    }

    public static RouteGroupBuilder MapConfirmations(this RouteGroupBuilder api) => api.MapConfirmationActs();
}
