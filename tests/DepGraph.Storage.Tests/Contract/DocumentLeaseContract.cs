using static DepGraph.Storage.Tests.Documents;

namespace DepGraph.Storage.Tests.Contract;

/// <summary>Who fetches which document. Leases that are to last are an hour long, those that are to run out a millisecond.</summary>
public abstract class DocumentLeaseContract(IStorePlace place) : StoreContract(place)
{
    private static readonly TimeSpan Long = TimeSpan.FromHours(1);
    private static readonly TimeSpan Short = TimeSpan.FromMilliseconds(1);

    private static readonly DocumentFailure Outage = new()
    {
        Code = "REGISTRY_UNAVAILABLE",
        Message = "'a' cannot be had.",
        IsRetryable = true,
        RetryAfter = TimeSpan.FromSeconds(90),
        Remaining = Long,
    };

    private static PackageDocument Head(string name) => new(name, IsFull: false);

    [Fact]
    public async Task A_document_is_granted_to_one_and_shows_who_has_it_to_the_others()
    {
        var granted = await ClaimAsync("one", Head("a"));
        var refused = await ClaimAsync("other", Head("a"));

        granted.IsGranted.ShouldBeTrue();
        granted.Token.ShouldNotBe(0);
        refused.IsGranted.ShouldBeFalse();
        refused.State.Holder.ShouldBe("one");
        refused.State.LeaseRemaining.ShouldBeGreaterThan(TimeSpan.Zero);
        refused.State.LeaseRemaining.ShouldBeLessThanOrEqualTo(Long);
        (await StateAsync(Head("a"))).Holder.ShouldBe("one");
    }

    [Fact]
    public async Task Several_are_claimed_at_once_each_for_itself()
    {
        await ClaimAsync("one", Head("b"));

        var claims = await Store.ClaimDocumentsAsync([Head("a"), Head("b"), Head("c")], "other", Long, Cancel);

        claims.Select(claim => claim.IsGranted).ShouldBe([true, false, true]);
    }

    [Fact]
    public async Task The_two_documents_of_a_package_are_leased_apart()
    {
        await ClaimAsync("one", Head("a"));

        (await ClaimAsync("other", new("a", IsFull: true))).IsGranted.ShouldBeTrue();
    }

    [Fact]
    public async Task A_claim_that_is_repeated_by_its_holder_is_the_same_lease()
    {
        var first = await ClaimAsync("one", Head("a"));

        var again = await ClaimAsync("one", Head("a"));

        again.IsGranted.ShouldBeTrue();
        again.Token.ShouldBe(first.Token);
    }

    [Fact]
    public async Task A_released_document_can_be_claimed_by_another()
    {
        var claim = await ClaimAsync("one", Head("a"));

        await Store.ReleaseDocumentsAsync([new(Head("a"), claim.Token, null)], Cancel);

        (await StateAsync(Head("a"))).Holder.ShouldBeNull();
        (await ClaimAsync("other", Head("a"))).IsGranted.ShouldBeTrue();
    }

    [Fact]
    public async Task A_lease_that_ran_out_goes_to_another_and_the_former_holder_releases_nothing()
    {
        var former = await ClaimAsync("former", Head("a"), Short);
        await EventuallyAsync(() => ClaimAsync("later", Head("a")), claim => claim.IsGranted);

        await Store.ReleaseDocumentsAsync([new(Head("a"), former.Token, Outage)], Cancel);

        var state = await StateAsync(Head("a"));
        state.Holder.ShouldBe("later");
        state.Failure.ShouldBeNull();
        (await Store.RenewDocumentsAsync([new(Head("a"), former.Token)], Long, Cancel)).ShouldBe(0);
    }

    [Fact]
    public async Task Several_are_renewed_at_once_and_no_other()
    {
        var a = await ClaimAsync("one", Head("a"), Short);
        var full = await ClaimAsync("one", new("a", IsFull: true), Short);
        await ClaimAsync("one", Head("b"), Short);

        (
            await Store.RenewDocumentsAsync(
                [new(new("a", IsFull: true), full.Token), new(Head("a"), a.Token)],
                Long,
                Cancel
            )
        ).ShouldBe(2);

        (await ClaimAsync("other", Head("a"))).IsGranted.ShouldBeFalse();
        (await ClaimAsync("other", new("a", IsFull: true))).IsGranted.ShouldBeFalse();
        await EventuallyAsync(() => ClaimAsync("other", Head("b")), claim => claim.IsGranted);
    }

    [Fact]
    public async Task What_was_released_is_not_renewed()
    {
        var fetched = await ClaimAsync("one", Head("a"));
        var failed = await ClaimAsync("one", Head("b"));
        await Store.ReleaseDocumentsAsync(
            [new(Head("a"), fetched.Token, null), new(Head("b"), failed.Token, Outage)],
            Cancel
        );

        (
            await Store.RenewDocumentsAsync([new(Head("a"), fetched.Token), new(Head("b"), failed.Token)], Long, Cancel)
        ).ShouldBe(0);

        (await StateAsync(Head("a"))).Holder.ShouldBeNull();
        (await StateAsync(Head("b"))).Holder.ShouldBeNull();
    }

    [Fact]
    public async Task A_failure_is_told_as_long_as_it_counts()
    {
        var claim = await ClaimAsync("one", Head("a"));
        await Store.ReleaseDocumentsAsync([new(Head("a"), claim.Token, Outage)], Cancel);

        var failure = (await StateAsync(Head("a"))).Failure.ShouldNotBeNull();
        (failure with { Remaining = Long }).ShouldBe(Outage);
        failure.Remaining.ShouldBeGreaterThan(TimeSpan.Zero);
        failure.Remaining.ShouldBeLessThanOrEqualTo(Long);
        (await StateAsync(new("a", IsFull: true))).Failure.ShouldBeNull();

        var next = await ClaimAsync("other", Head("a"));
        next.IsGranted.ShouldBeTrue();
        next.State.Failure.ShouldNotBeNull().Code.ShouldBe(Outage.Code);
        await Store.ReleaseDocumentsAsync([new(Head("a"), next.Token, Outage with { Remaining = Short })], Cancel);
        await EventuallyAsync(() => StateAsync(Head("a")), state => state.Failure is null);
    }

    [Fact]
    public async Task A_failure_without_a_time_to_try_again_is_told_so()
    {
        var claim = await ClaimAsync("one", Head("a"));
        var failure = Outage with { RetryAfter = null, IsRetryable = false };
        await Store.ReleaseDocumentsAsync([new(Head("a"), claim.Token, failure)], Cancel);

        var told = (await StateAsync(Head("a"))).Failure!;

        (told.RetryAfter, told.IsRetryable).ShouldBe((null, false));
    }

    [Fact]
    public async Task A_success_takes_the_former_failure_back()
    {
        var claim = await ClaimAsync("one", Head("a"));
        await Store.ReleaseDocumentsAsync([new(Head("a"), claim.Token, Outage)], Cancel);
        var next = await ClaimAsync("one", Head("a"));

        await Store.ReleaseDocumentsAsync([new(Head("a"), next.Token, null)], Cancel);

        (await StateAsync(Head("a"))).Failure.ShouldBeNull();
    }

    [Fact]
    public async Task A_state_tells_when_each_document_was_confirmed()
    {
        var full = Full("a", "An a.", "1.0.0: b@^1");
        await CommitAsync(Missing("gone", Noon.AddHours(1)));
        await CommitAsync(
            Write(full.Head, Noon.AddHours(2)) with
            {
                Full = new DocumentAspect(null, null, Noon.AddHours(3)),
                Details = full.Details,
            }
        );

        (await StateAsync(Head("a"))).FetchedAt.ShouldBe(Noon.AddHours(2));
        (await StateAsync(new("a", IsFull: true))).FetchedAt.ShouldBe(Noon.AddHours(3));
        (await StateAsync(Head("gone"))).FetchedAt.ShouldBe(Noon.AddHours(1));
        (await StateAsync(new("gone", IsFull: true))).FetchedAt.ShouldBeNull();
        // Named by a dependency, never asked for.
        (await StateAsync(Head("b"))).FetchedAt.ShouldBeNull();
        (await ClaimAsync("one", Head("a"))).State.FetchedAt.ShouldBe(Noon.AddHours(2));
    }

    [Fact]
    public async Task What_has_ended_is_forgotten_and_what_lasts_is_not()
    {
        await ClaimAsync("one", Head("lasting"));
        await ClaimAsync("one", Head("dead"), Short);
        var claim = await ClaimAsync("one", Head("failed"));
        await Store.ReleaseDocumentsAsync([new(Head("failed"), claim.Token, Outage)], Cancel);

        await EventuallyAsync(() => Store.ForgetEndedLeasesAsync(Cancel), forgotten => forgotten == 1);

        (await StateAsync(Head("lasting"))).Holder.ShouldBe("one");
        (await StateAsync(Head("failed"))).Failure.ShouldNotBeNull();
    }

    [Fact]
    public async Task Of_many_who_claim_the_same_documents_at_once_each_gets_its_own()
    {
        await using var other = CreateAnother();
        await other.OpenAsync(Cancel);
        PackageDocument[] documents = [.. Enumerable.Range(0, 50).Select(i => Head($"p{i:00}"))];

        var claims = await Task.WhenAll(
            Enumerable
                .Range(0, 8)
                .Select(holder =>
                    Task.Run(
                        () =>
                            (holder % 2 == 0 ? Store : other).ClaimDocumentsAsync(
                                // From different ends, as closures do that meet in the middle.
                                holder % 4
                                < 2
                                    ? documents
                                    : [.. documents.Reverse()],
                                $"holder-{holder}",
                                Long,
                                Cancel
                            ),
                        Cancel
                    )
                )
        );

        claims.Sum(granted => granted.Count(claim => claim.IsGranted)).ShouldBe(documents.Length);
    }

    private async Task<DocumentClaim> ClaimAsync(string holder, PackageDocument document, TimeSpan? duration = null) =>
        (await Store.ClaimDocumentsAsync([document], holder, duration ?? Long, Cancel)).ShouldHaveSingleItem();

    private async Task<DocumentState> StateAsync(PackageDocument document) =>
        (await Store.ReadDocumentStatesAsync([document], Cancel)).ShouldHaveSingleItem();
}
