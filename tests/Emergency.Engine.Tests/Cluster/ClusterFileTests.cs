using System.Security.Cryptography;
using Emergency.Engine.Settings;
using Emergency.Testing;

namespace Emergency.Engine.Tests.Cluster;

/// <summary>The cluster as an operator writes it down.</summary>
public sealed class ClusterFileTests : IDisposable
{
    private readonly TempFolder _folder = new();

    [Fact]
    public void Without_a_file_a_node_serves_this_machine_and_the_database_decides()
    {
        var file = ClusterFile.Read(_folder.Path);
        (file.Host, file.Port, file.Seeds.Count, file.Downing).ShouldBe(("127.0.0.1", 0, 0, "lease-majority"));
    }

    [Fact]
    public void A_node_of_several_machines_says_where_it_is_and_whom_it_joins()
    {
        using var papers = new Papers();
        var (certificate, thumbprint) = papers.Signed("two", "secret");
        File.WriteAllBytes(_folder["node.pfx"], certificate);
        File.WriteAllText(_folder["node.password"], "secret");
        var file = Written(
            """{ "host": "10.0.0.2", "tls": { "certificate": "node.pfx", "passwordFile": "node.password", "peers": ["THUMB"] }, "port": 4053, "seeds": ["10.0.0.1:4053", "10.0.0.2:4053"], "roles": ["county"], "downing": "static-quorum:2" }""".Replace(
                "THUMB",
                thumbprint,
                StringComparison.Ordinal
            )
        );
        file.Seeds.ShouldBe(["10.0.0.1:4053", "10.0.0.2:4053"]);
        ClusterFile.Quorum(file.Downing).ShouldBe(2);
        file.Certificate!.Mine.GetCertHashString(HashAlgorithmName.SHA256).ShouldBe(thumbprint);
    }

    [Theory]
    [InlineData("""{ "host": "a b" }""", "host")]
    [InlineData("""{ "host": "10.0.0.1" }""", "name this node's certificate under tls")]
    [InlineData("""{ "host": "node-one" }""", "name this node's certificate under tls")]
    [InlineData("""{ "host": "0.0.0.0" }""", "of this node")]
    [InlineData("""{ "host": "::" }""", "of this node")]
    [InlineData("""{ "addresses": ["10.0.0.0/8"] }""", "together with certificates")]
    [InlineData("""{ "tls": { "certificate": "absent.pfx" } }""", "authority or the peers")]
    [InlineData("""{ "tls": { "certificate": "absent.pfx", "peers": ["12"] } }""", "no thumbprint")]
    [InlineData("""{ "tls": { "certificate": "absent.pfx", "authority": "absent.pem" } }""", "absent.pfx cannot be used")]
    [InlineData("""{ "tls": { "certificate": "absent.pfx", "authority": "a.pem" }, "addresses": ["ten"] }""", "ten is no network")]
    [InlineData("""{ "port": 70000 }""", "port")]
    [InlineData("""{ "seeds": ["10.0.0.1"] }""", "10.0.0.1 is no seed")]
    [InlineData("""{ "roles": ["a\" b"] }""", "is no role")]
    [InlineData("""{ "downing": "never" }""", "not never")]
    [InlineData("""{ "kinds": { "plan": { "shards": 0 } } }""", "kind plan")]
    [InlineData("""{ "kinds": { "team": { "idleSeconds": 0 } } }""", "kind team")]
    [InlineData("""{ "hots": "10.0.0.1" }""", "hots")]
    [InlineData("""{ "host": """, "cluster.json")]
    public void What_cannot_be_is_said_in_a_sentence_before_anything_starts(string text, string says) =>
        Should.Throw<CannotStart>(() => Written(text)).Message.ShouldContain(says);

    private ClusterFile Written(string text)
    {
        File.WriteAllText(_folder["cluster.json"], text);
        return ClusterFile.Read(_folder.Path);
    }

    public void Dispose() => _folder.Dispose();
}
