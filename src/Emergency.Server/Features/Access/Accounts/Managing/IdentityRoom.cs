using Emergency.Server.Features.Confirmations;
using Emergency.Server.Foundation;
using Emergency.Server.Infrastructure.Background;
using Emergency.Server.Infrastructure.Listing;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Features.Accounts.Managing;

/// <summary>Accounts, sessions, passwords.</summary>
internal static class IdentityRoom
{
    public static WebApplicationBuilder AddIdentity(this WebApplicationBuilder builder, Settings settings, int rounds)
    {
        KnownPasswords.Check(settings);
        builder.AddView<AccountsView>().AddList<ListedAccounts>();
        builder
            .Services.AddSingleton(_ => new Passwords(rounds))
            .AddSingleton<WrongPasswords>()
            .AddSingleton<SamePassword>()
            .AddSingleton<KnownDevice>()
            .AddSingleton<SecondFactors>()
            .AddSingleton<PasskeyCeremonies>()
            .AddSingleton<SigningIn>()
            .AddSingleton<Enrolling>()
            .AddSingleton<DeviceKeys>()
            .AddSingleton<AccountLaw>()
            .AddSingleton<KnownPasswords>()
            .AddSingleton<Operators>()
            .AddSingleton<InHand>()
            .AddSingleton<Locking>()
            .AddSingleton<Administration>()
            .AddSingleton<Renewal>()
            .AddSingleton<StoredSessions>()
            .AddGuarded<OpenSessions>();
        builder
            .Services.AddSingleton<IAskedAct, GrantsAct>()
            .AddSingleton<IAskedAct, CommunityGrantsAct>()
            .AddSingleton<IAskedAct, PasswordAct>();
        return builder;
    }
}
