using Emergency.Server.Features.Accounts.Managing;

namespace Emergency.Server.CrossFeature.Membership;

/// <summary>Who leaves a team, and what they have in hand.</summary>
internal static class MembershipRoom
{
    public static WebApplicationBuilder AddMembership(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<IInHand, MemberInHand>();
        return builder;
    }
}
