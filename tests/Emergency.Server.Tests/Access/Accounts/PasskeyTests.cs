using Emergency.Domain;
using Emergency.Server.Tests.Fixtures;

namespace Emergency.Server.Tests.Accounts;

/// <summary>Passkeys beside the password: over HTTP.</summary>
public sealed class PasskeyTests(ServerFixture fixture)
{
    private const string Password = ServerFixture.Password;

    private async Task<Api> Owner(string name)
    {
        await fixture.Add(name, Role.Auditor, "411502");
        return await fixture.Server.SignIn(name, Password);
    }

    private SoftKey Key() => new(fixture.Server.Address);

    private static async Task<Answer> Add(Api owner, SoftKey key, string name = "办公室电脑", string password = Password)
    {
        var asked = (await owner.Post("/api/session/passkeys/draw", new { })).Is(200);
        return await owner.Post(
            "/api/session/passkeys",
            new
            {
                answer = new { turn = asked.String("turn"), credential = key.Make(asked.String("options")!) },
                name,
                password,
            }
        );
    }

    private static Task<Answer> Ask(Api who, string account, string password = Password) =>
        who.Post("/api/session/passkeys/ask", new { account, password });

    private static Task<Answer> Enter(Api who, string account, Answer asked, string credential) =>
        who.Post(
            "/api/session",
            new
            {
                account,
                password = Password,
                passkey = new { turn = asked.String("turn"), credential },
            }
        );

    [Fact]
    public async Task Whoever_has_a_passkey_signs_in_with_it_and_no_answer_is_taken_twice()
    {
        using var owner = await Owner("passkey-owner");
        using var elsewhere = await fixture.Server.SignIn("passkey-owner", Password);
        using var key = Key();
        var added = (await Add(owner, key)).Is(200);
        added["codes"].GetArrayLength().ShouldBe(10);
        added["factor"].GetProperty("passkeys")[0].GetProperty("called").GetString().ShouldBe("办公室电脑");
        added["factor"].GetProperty("authenticator").GetBoolean().ShouldBeFalse();
        (await elsewhere.Get("/api/session")).Is(401);

        using var stranger = fixture.Stranger();
        var needed = await stranger.Post("/api/session", new { account = "passkey-owner", password = Password });
        needed.Is(401).Code.ShouldBe("session.code-needed");
        needed.Arguments.ShouldBe(["passkey"]);
        var asked = (await Ask(stranger, "passkey-owner")).Is(200);
        var proof = key.Prove(asked.String("options")!);
        (await Enter(stranger, "passkey-owner", asked, proof)).Is(200);
        (await Enter(stranger, "passkey-owner", asked, proof)).Is(401).Code.ShouldBe("session.wrong-code", "it has not counted on");
        var codes = added["codes"].EnumerateArray().Select(code => code.GetString()!).ToList();
        (
            await stranger.Post(
                "/api/session",
                new
                {
                    account = "passkey-owner",
                    password = Password,
                    code = codes[0],
                }
            )
        ).Is(200);
    }

    [Fact]
    public async Task What_another_key_another_site_or_another_account_signs_proves_nothing()
    {
        using var owner = await Owner("passkey-right");
        using var other = await Owner("passkey-other");
        using var key = Key();
        using var others = Key();
        (await Add(owner, key)).Is(200);
        (await Add(other, others)).Is(200);
        using var elsewhere = new SoftKey(new Uri("https://emergency.example"));
        (await Add(owner, elsewhere)).Is(409).Code.ShouldBe("account.passkey-unknown");

        using var stranger = fixture.Stranger();
        var asked = (await Ask(stranger, "passkey-right")).Is(200);
        (await Enter(stranger, "passkey-right", asked, others.Prove(asked.String("options")!))).Is(401).Code.ShouldBe("session.wrong-code");
        var foreign = (await Ask(stranger, "passkey-other")).Is(200);
        (await Enter(stranger, "passkey-right", foreign, key.Prove(foreign.String("options")!)))
            .Is(401)
            .Code.ShouldBe("session.wrong-code", "what another account was asked");
        (await Enter(stranger, "passkey-right", asked, "{}")).Is(401).Code.ShouldBe("session.wrong-code");
        (await Enter(stranger, "passkey-right", asked, key.Prove(asked.String("options")!))).Is(200);
    }

    [Fact]
    public async Task Who_does_not_know_the_password_learns_nothing_of_passkeys()
    {
        using var owner = await Owner("passkey-secret");
        using var none = await Owner("passkey-none");
        using var key = Key();
        (await Add(owner, key, password: "wrong-kettle-1")).Is(401).Code.ShouldBe("session.wrong-password");
        (await Add(owner, key)).Is(200);
        using var stranger = fixture.Stranger();
        foreach (var name in (string[])["passkey-secret", "passkey-none", "passkey-nobody"])
            (await Ask(stranger, name, "wrong-kettle-1")).Is(401).Code.ShouldBe("session.wrong-password");
        (await Ask(stranger, "passkey-none")).Is(409).Code.ShouldBe("account.passkey-unknown");
        (await stranger.Post("/api/session/passkeys/draw", new { })).Is(401);
    }

    [Fact]
    public async Task A_passkey_goes_with_the_password_and_the_last_factor_only_with_all()
    {
        using var owner = await Owner("passkey-goes");
        using var desk = Key();
        using var stick = Key();
        var first = (await Add(owner, desk)).Is(200)["factor"].GetProperty("passkeys")[0].GetProperty("id").GetGuid();
        (await Remove(first, Password)).Is(409).Code.ShouldBe("account.last-factor");
        (await Add(owner, desk)).Is(409).Code.ShouldBe("account.passkey-unknown", "it is there already");
        (await Add(owner, stick, "钥匙")).Is(200)["codes"].GetArrayLength().ShouldBe(0);
        (await Remove(first, "wrong-kettle-1")).Is(401);
        (await Remove(Guid.CreateVersion7(), Password)).Is(404);
        (await Remove(first, Password)).Is(200);
        (await owner.Get("/api/session")).Is(200)["factor"].GetProperty("passkeys").GetArrayLength().ShouldBe(1);
        using var stranger = fixture.Stranger();
        var asked = (await Ask(stranger, "passkey-goes")).Is(200);
        (await Enter(stranger, "passkey-goes", asked, desk.Prove(asked.String("options")!))).Is(401);
        (await Enter(stranger, "passkey-goes", asked, stick.Prove(asked.String("options")!))).Is(200);

        Task<Answer> Remove(Guid passkey, string password) => owner.Post($"/api/session/passkeys/{passkey}/remove", new { password });
    }

    [Fact]
    public async Task Who_has_only_a_passkey_renews_the_recovery_codes_and_turns_it_off_with_it()
    {
        using var owner = await Owner("passkey-only");
        using var key = Key();
        using var stranger = Key();
        var old = (await Add(owner, key)).Is(200)["codes"][0].GetString()!;
        async Task<object> Proof(SoftKey by, string password = Password)
        {
            var asked = (await Ask(owner, "passkey-only")).Is(200);
            return new { password, passkey = new { turn = asked.String("turn"), credential = by.Prove(asked.String("options")!) } };
        }
        const string renew = "/api/session/second-factor/recovery",
            remove = "/api/session/second-factor/remove";
        (await owner.Post(renew, new { password = Password })).Is(400);
        (await owner.Post(renew, new { password = Password, passkey = new { turn = "", credential = "{}" } })).Is(400);
        (await owner.Post(renew, await Proof(key, "wrong-kettle-1"))).Is(401).Code.ShouldBe("session.wrong-password");
        (await owner.Post(renew, await Proof(stranger))).Is(401).Code.ShouldBe("session.wrong-code");
        var proof = await Proof(key);
        var codes = (await owner.Post(renew, proof)).Is(200)["codes"].EnumerateArray().Select(code => code.GetString()).ToList();
        codes.Count.ShouldBe(10);
        codes.ShouldNotContain(one => one == old);
        (await owner.Post(renew, proof)).Is(401).Code.ShouldBe("session.wrong-code", "no answer is taken twice");
        (await owner.Post(remove, await Proof(key))).Is(200);
        using var after = fixture.Stranger();
        (await after.Post("/api/session", new { account = "passkey-only", password = Password })).Is(200);
        (await owner.Post(remove, new { password = Password, code = codes[0] })).Is(409).Code.ShouldBe("account.no-factor");
    }
}
